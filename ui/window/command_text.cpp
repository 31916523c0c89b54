#include "window/command_text.h"

#include <QLocale>
#include <QRegularExpression>

namespace headlight {

namespace {

QString modelArgument(const Snapshot& snapshot) {
  const auto& opened = *snapshot.model;
  for (const auto& folder : listSampleModels()) {
    if (folder.filename() == opened.name && std::filesystem::exists(opened.folder) &&
        std::filesystem::equivalent(folder, opened.folder)) {
      return QString::fromStdString(opened.name);
    }
  }
  return shellQuoted(QString::fromStdString(opened.folder.string()));
}

QString samplingArguments(const SamplerSettings& settings) {
  if (settings.greedy) return {};
  const QLocale c = QLocale::c();
  QString text = QStringLiteral(" --temperature ") + c.toString(settings.temperature, 'g', 17);
  if (settings.topK > 0) text += QStringLiteral(" --top-k %1").arg(settings.topK);
  if (settings.topP < 1) text += QStringLiteral(" --top-p ") + c.toString(settings.topP, 'g', 17);
  return text + QStringLiteral(" --seed %1").arg(settings.seed);
}

QString ablationArguments(const Snapshot& snapshot) {
  QString text;
  for (const std::string& spec : snapshot.interventions) {
    text += QStringLiteral(" --ablate ") + shellQuoted(QString::fromStdString(spec));
  }
  return text;
}

/// Model, prompt, steps, sampling and ablations of what is on the screen; `beyond` more steps.
QString textArguments(const Snapshot& snapshot, Index beyond) {
  const Index steps = reproducibleSteps(snapshot);
  // What was chosen by hand is then part of the prompt; a translation's source and a sentence's masks stay as they are.
  const bool appends = snapshot.source().empty() && !snapshot.place.masked;
  const bool byHand = steps < 0;
  const QString prompt = byHand && appends ? textOf(snapshot) : QString::fromStdString(snapshot.prompt.text);
  const Index shown = (byHand ? 0 : steps) + beyond;
  return QStringLiteral(" --model %1 --prompt ").arg(modelArgument(snapshot)) + shellQuoted(prompt) +
         QStringLiteral(" --steps %1").arg(shown) + samplingArguments(snapshot.settings) + ablationArguments(snapshot);
}

/// With the next token's distribution.
QString runArguments(const Snapshot& snapshot) {
  return textArguments(snapshot, snapshot.stopped == StopReason::None ? 1 : 0);
}

}  // namespace

QString shellQuoted(const QString& argument) {
  static const QRegularExpression plain(QStringLiteral("^[A-Za-z0-9_./:=@%+,-]+$"));
  if (plain.match(argument).hasMatch()) return argument;
  QString inside = argument;
  inside.replace(QLatin1Char('\''), QStringLiteral("'\\''"));
  return QLatin1Char('\'') + inside + QLatin1Char('\'');
}

Index reproducibleSteps(const Snapshot& snapshot) {
  const Tokenizer& tokenizer = *snapshot.model->tokenizer;
  for (std::size_t i = 0; i + 1 < snapshot.path.size(); ++i) {
    const Step& before = *snapshot.path[i];
    const Distribution distribution =
        makeDistribution(before.logits, snapshot.settings, candidateFilter(snapshot.config(), tokenizer));
    if (choose(distribution, snapshot.settings, before.position) != snapshot.path[i + 1]->tokens.front().id) return -1;
  }
  return snapshot.moment - snapshot.firstMoment;
}

QString textOf(const Snapshot& snapshot) {
  if (snapshot.moment == snapshot.firstMoment) return QString::fromStdString(snapshot.prompt.text);
  const ModelConfig& config = snapshot.config();
  std::vector<TokenId> ids;
  for (std::size_t i = 0; i < snapshot.tokens.size(); ++i) {
    const TokenId id = snapshot.tokens[i].id;
    const bool frame = snapshot.place.masked && snapshot.prompt.tokens[i].begin == snapshot.prompt.tokens[i].end;
    const bool border = !snapshot.source().empty() && (id == config.startToken || id == config.endToken);
    if (!frame && !border) ids.push_back(id);
  }
  return QString::fromStdString(snapshot.model->tokenizer->decode(ids));
}

QString runCommandText(const Snapshot& snapshot) {
  return QStringLiteral("headlight run") + runArguments(snapshot);
}

QString exportCommandText(const Snapshot& snapshot, const Selection& selection, const QString& what,
                          const ExportedBeside& beside) {
  if (what == QLatin1String("influence"))
    return QStringLiteral("headlight compare --experiment memory") + textArguments(snapshot, 0) +
           QStringLiteral(" --out out");
  const bool arcs = what == QLatin1String("arcs");
  const bool steps = what == QLatin1String("steps");
  const bool difference = what == QLatin1String("difference");
  QString text = QStringLiteral("headlight export") + runArguments(snapshot) + QStringLiteral(" --what ") +
                 (arcs || steps || difference ? QStringLiteral("attention") : what);
  if (steps) text += QStringLiteral(" --style steps");
  if (arcs) text += QStringLiteral(" --style arcs");
  if (difference && !beside.prompt.isEmpty()) text += QStringLiteral(" --against ") + shellQuoted(beside.prompt);
  if (what == QLatin1String("compare")) {
    for (const QString& model : beside.models) text += QStringLiteral(" --with ") + shellQuoted(model);
    if (beside.forced) text += QStringLiteral(" --forced");
  }
  if (arcs || steps || what == QLatin1String("attention")) {
    const bool mean = selection.head == Selection::kMeanOfHeads;
    text += QStringLiteral(" --layers %1 --heads %2")
                .arg(QString::number(selection.layer), mean ? QStringLiteral("mean") : QString::number(selection.head));
  }
  return text + QStringLiteral(" --out out");
}

QString recurrentCommandText(const Snapshot& snapshot, const QString& arguments) {
  return QStringLiteral("headlight export") + runArguments(snapshot) + QStringLiteral(" --what recurrent") + arguments +
         QStringLiteral(" --out out");
}

QString experimentCommandText(const QString& experiment, const QStringList& models) {
  QString text = QStringLiteral("headlight compare --experiment ") + experiment;
  for (const QString& model : models) text += QStringLiteral(" --model ") + shellQuoted(model);
  return text + QStringLiteral(" --out out");
}

}  // namespace headlight
