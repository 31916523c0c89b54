// One program: with a subcommand the command line, otherwise the window.

#include <cstdlib>
#include <iostream>
#include <memory>
#include <string>
#include <vector>

#include <QApplication>
#include <QCommandLineParser>
#include <QFileInfo>
#include <QHashSeed>

#include "charts/figure/qt_figure_writer.h"
#include "cli/command_line.h"
#include "cli/process_start.h"
#include "formats/model_folder.h"
#include "text/unicode/utf8.h"
#include "window/main_window.h"
#include "window/screenshot.h"

namespace headlight {
namespace {

constexpr int kUsage = 2;

/// Draws the command line's figures; needs fonts and no display, and makes the Qt application only when first asked.
class LazyFigureWriter : public FigureWriter {
 public:
  LazyFigureWriter(int& argc, char** argv) : m_argc(argc), m_argv(argv) {}

  [[nodiscard]] std::string render(const FigureData& figure, ImageFormat format,
                                   const FigureOptions& options) override {
    if (!m_application) {
      qputenv("QT_QPA_PLATFORM", "offscreen");  // the same bytes with and without a display
      m_application = std::make_unique<QGuiApplication>(m_argc, m_argv);
    }
    return m_writer.render(figure, format, options);
  }

 private:
  int& m_argc;
  char** m_argv;
  std::unique_ptr<QGuiApplication> m_application;
  QtFigureWriter m_writer;
};

struct WindowOptions {
  QString model;
  QString prompt = QStringLiteral("The cat is on the");
  QString screenshot;
  QString head;
  QString theme;
  QString language;
  QSize size;
  int steps = 0;
};

int refuse(const Message& message) {
  std::cerr << "headlight: " << message.english() << '\n';
  return kUsage;
}

void declareOptions(QCommandLineParser& parser) {
  const auto add = [&parser](const char* name, const char* help, const char* value) {
    parser.addOption({QString::fromLatin1(name), QString::fromLatin1(help), QString::fromLatin1(value)});
  };
  parser.addPositionalArgument(QStringLiteral("file"),
                               QStringLiteral("A model folder, a file of a model, or a session to open."),
                               QStringLiteral("[file]"));
  add("model", "A model folder or the name of a sample model.", "model");
  add("prompt", "The prompt to start with.", "text");
  // For developers: pictures of the real window for the documentation and for looking.
  add("screenshot", "Save a picture of the window and quit.", "file");
  add("after-steps", "Steps before the picture.", "n");
  add("head", "The head to select before the picture, as in L1H3 or cross L0H2.", "head");
  add("size", "Size of the window.", "WxH");
  add("theme", "light or dark.", "theme");
  add("language", "en or zh.", "language");
}

int refuseValue(const char* option, const QString& value, const char* expected) {
  return refuse({"cli.bad_value", {{"option", option}, {"value", value.toStdString()}, {"expected", expected}}});
}

/// Steps, size and theme; 0, or the exit code of wrong usage.
int readNumbers(const QCommandLineParser& parser, WindowOptions& options) {
  constexpr int kSmallest = 200, kLargest = 8192, kMostSteps = 1'000'000;  // of a picture that a computer can hold
  const QString steps = parser.value(QStringLiteral("after-steps"));
  bool isNumber = true;
  if (!steps.isEmpty()) options.steps = steps.toInt(&isNumber);
  if (!isNumber || options.steps < 0 || options.steps > kMostSteps) {
    return refuseValue("--after-steps", steps, "a number from 0 to 1000000");
  }
  const QString size = parser.value(QStringLiteral("size"));
  if (!size.isEmpty()) {
    const QStringList sides = size.split(QLatin1Char('x'));
    if (sides.size() == 2) options.size = QSize(sides[0].toInt(), sides[1].toInt());
    const auto fits = [](int side) { return side >= kSmallest && side <= kLargest; };
    if (!fits(options.size.width()) || !fits(options.size.height())) {
      return refuseValue("--size", size, "WIDTHxHEIGHT, each from 200 to 8192, as in 1280x720");
    }
  }
  const QString theme = parser.value(QStringLiteral("theme"));
  if (!theme.isEmpty() && theme != QLatin1String("light") && theme != QLatin1String("dark")) {
    return refuseValue("--theme", theme, "light, dark");
  }
  const QString language = parser.value(QStringLiteral("language"));
  if (!language.isEmpty() && !language.startsWith(QLatin1String("en")) && !language.startsWith(QLatin1String("zh"))) {
    return refuseValue("--language", language, "en, zh");
  }
  return 0;
}

/// 0, or the exit code of wrong usage.
int readOptions(const QStringList& arguments, WindowOptions& options) {
  QCommandLineParser parser;
  declareOptions(parser);
  if (!parser.parse(arguments)) {
    std::cerr << "headlight: " << parser.errorText().toStdString() << " See headlight --help.\n";
    return kUsage;
  }
  const auto value = [&parser](const char* name) { return parser.value(QString::fromLatin1(name)); };
  options.model = value("model");
  if (parser.isSet(QStringLiteral("prompt"))) options.prompt = value("prompt");
  options.screenshot = value("screenshot");
  options.head = value("head");
  options.theme = value("theme");
  options.language = value("language");
  if (const int code = readNumbers(parser, options)) return code;
  const QStringList rest = parser.positionalArguments();
  if (!rest.isEmpty()) {
    if (rest.size() > 1 || !QFileInfo::exists(rest.front())) {
      return refuse({"session.unknown_argument", {{"argument", rest.back().toStdString()}}});
    }
    options.model = rest.front();
  }
  return 0;
}

bool hasDisplay() {
  return qEnvironmentVariableIsSet("DISPLAY") || qEnvironmentVariableIsSet("WAYLAND_DISPLAY") ||
         qEnvironmentVariableIsSet("QT_QPA_PLATFORM");
}

/// Qt ends the process by a signal if the display that the environment names does not answer; this ends it first.
void endWithoutDisplay(QtMsgType type, const QMessageLogContext& /*context*/, const QString& text) {
  if (type != QtFatalMsg) {
    std::cerr << text.toStdString() << '\n';
    return;
  }
  std::_Exit(refuse({"session.no_display", {}}));
}

int runWindow(int& argc, char** argv) {
  WindowOptions options;
  QStringList arguments;
  for (int i = 0; i < argc; ++i) {
    if (!isValidUtf8(argv[i])) return refuse({"cli.invalid_utf8", {{"what", "Argument " + std::to_string(i)}}});
    arguments.append(QString::fromUtf8(argv[i]));
  }
  if (const int code = readOptions(arguments, options)) return code;
  if (!hasDisplay()) return refuse({"session.no_display", {}});

  const QtMessageHandler usual = qInstallMessageHandler(endWithoutDisplay);
  QApplication application(argc, argv);
  qInstallMessageHandler(usual);
  QApplication::setApplicationName(QStringLiteral("Headlight"));
  MainWindow window;
  if (!options.theme.isEmpty()) {
    window.appearance()->setTheme(options.theme == QLatin1String("dark") ? ThemeChoice::Dark : ThemeChoice::Light);
  }
  if (!options.language.isEmpty()) window.appearance()->setLanguage(options.language);
  if (options.size.isValid()) window.resize(options.size);
  // The window's child.
  if (!options.screenshot.isEmpty()) new Screenshot(&window, options.screenshot, options.steps, options.head);
  window.show();
  window.start(options.model, options.prompt);
  if (options.screenshot.isEmpty()) window.offerRecovery();
  return QApplication::exec();
}

}  // namespace
}  // namespace headlight

int main(int argc, char** argv) {
  headlight::prepareProcess();
  QHashSeed::setDeterministicGlobalSeed();  // PDF files have the same bytes each time
  const std::vector<std::string> arguments(argv + 1, argv + argc);
  if (headlight::isCommandLine(arguments)) {
    headlight::LazyFigureWriter figures(argc, argv);
    return headlight::runCommandLine(arguments, &figures, std::cin, std::cout, std::cerr);
  }
  return headlight::runWindow(argc, argv);
}
