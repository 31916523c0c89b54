#pragma once
// QCustomPlot's header, for the sources of this folder alone. It uses Qt's foreach, which is switched off for our code.

#ifndef foreach
#define foreach(variable, container) for (variable : container)
#include <qcustomplot.h>
#undef foreach
#else
#include <qcustomplot.h>
#endif
