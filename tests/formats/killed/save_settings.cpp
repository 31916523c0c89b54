// save_settings en|zh: stores the language, as the window does. $HEADLIGHT_SETTINGS_DIR says where.

#include <QCoreApplication>

#include "session/settings.h"

int main(int argc, char** argv) {
  const QCoreApplication application(argc, argv);
  if (argc != 2) return 2;
  headlight::Settings().setLanguage(QString::fromLatin1(argv[1]));
  return 0;
}
