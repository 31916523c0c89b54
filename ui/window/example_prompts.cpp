#include "window/example_prompts.h"

namespace headlight {

namespace {

const QStringList& beginnings() {
  static const QStringList texts = {QStringLiteral("The cat is on the"),
                                    QStringLiteral("The bird is on the"),
                                    QStringLiteral("The ship is on the"),
                                    QStringLiteral("The cats that the old farmer saw near the river"),
                                    QStringLiteral("Anna gave the book to Tom because"),
                                    QStringLiteral("One , two , three ,"),
                                    QStringLiteral("Where is the cat ?"),
                                    QStringLiteral("Once upon a time")};
  return texts;
}

const QStringList& maskedSentences() {
  static const QStringList texts = {QStringLiteral("The cat is on the [MASK] ."),
                                    QStringLiteral("The [MASK] is on the sea ."),
                                    QStringLiteral("The bird is on the [MASK] , and the [MASK] is on the sofa ."),
                                    QStringLiteral("Anna gave the [MASK] to Tom .")};
  return texts;
}

const QStringList& sentences() {
  static const QStringList texts = {QStringLiteral("The cat is on the table."), QStringLiteral("Where is my book?"),
                                    QStringLiteral("She likes to read."), QStringLiteral("Thank you very much."),
                                    QStringLiteral("It is raining today.")};
  return texts;
}

}  // namespace

QStringList examplePrompts(const OpenedModel* model) {
  const Role role = model ? model->model->config().role() : Role::Continues;
  if (role == Role::Translates) return sentences();
  if (role != Role::Fills) return beginnings();
  QStringList texts = maskedSentences();
  if (const auto mask = model->tokenizer->special().mask) {
    texts.replaceInStrings(QStringLiteral("[MASK]"), QString::fromStdString(model->tokenizer->piece(*mask)));
  }
  return texts;
}

bool isExamplePrompt(const QString& text) {
  return beginnings().contains(text) || maskedSentences().contains(text) || sentences().contains(text);
}

}  // namespace headlight
