#include "views/attention/head_arguments.h"

#include "session/selection.h"

namespace headlight {

QString headArguments(const Selection& selection) {
  const bool mean = selection.head == Selection::kMeanOfHeads;
  return QStringLiteral(" --layers %1 --heads %2")
      .arg(QString::number(selection.layer), mean ? QStringLiteral("mean") : QString::number(selection.head));
}

}  // namespace headlight
