#include "views/command_text.h"

#include <system_error>

#include <QLocale>
#include <QRegularExpression>

#include "views/panel_row.h"

namespace headlight {

namespace {

QString modelArgument(const Snapshot& snapshot) {
  const auto& opened = *snapshot.model;
  for (const auto& folder : listSampleModels()) {
    std::error_code ignored;  // a folder that is gone, or that cannot be looked at, is no sample
    if (folder.filename() == opened.name && std::filesystem::equivalent(folder, opened.folder, ignored)) {
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

QString panelCommandText(const PanelCommand& command, const Snapshot* snapshot, const QString& arguments) {
  const bool ofModels = command.of == PanelCommand::Of::Models;
  if (!ofModels && snapshot == nullptr) return {};
  QString text = QStringLiteral("headlight ") + QString::fromLatin1(command.command);
  if (!ofModels) text += command.of == PanelCommand::Of::Text ? textArguments(*snapshot, 0) : runArguments(*snapshot);
  if (*command.words != '\0') text += QLatin1Char(' ') + QString::fromLatin1(command.words);
  return text + arguments + QStringLiteral(" --out out");
}

}  // namespace headlight
