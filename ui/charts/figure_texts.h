#pragma once
// The words in figures. Exports choose their language by option, whatever the interface speaks, so the words are looked
// up once into a struct: from the interface's translator, from the Chinese translation file, or the English source.

#include <QString>

namespace headlight {

/// %1, %2 … are filled in by the builders. Translation context: "FigureTexts".
struct FigureTexts {
  QString attentionHead;  ///< "Attention · layer %1 · head %2"
  QString attentionMean;  ///< "Attention · layer %1 · mean over the heads"
  QString query, key;
  QString weight;  ///< name of the colour bar
  QString masked;
  QString heads;       ///< "Attention heads · %1 layers × %2 heads"
  QString layerLabel;  ///< "L%1"
  QString headLabel;   ///< "H%1"
  QString prediction;  ///< "Next token · after %1 tokens"
  QString probability;
  QString others;                  ///< "all others"
  QString entropy;                 ///< "entropy %1 bits"
  QString samplingOutline;         ///< legend of the thin bar: "after temperature and cuts"
  QString unknownNote;             ///< "[UNK] is never drawn or listed"
  QString tokens;                  ///< "Tokens · %1"
  QString tokenId;                 ///< "id %1"
  QString unknownWord;             ///< "typed: %1"
  QString typed, generated;        ///< legend of chips: "prompt", "generated"
  QString embedding;               ///< "Token embeddings · %1"
  QString axis;                    ///< a principal component: "PC %1 · %2 %"
  QString model, prompt, changes;  ///< "Model: %1" …
  QString badgeExact, badgeMean, badgeProjected;
  QString badgeExactTip, badgeMeanTip, badgeProjectedTip;
  QString describeAttention, describeHeads, describePrediction, describeTokens, describeEmbedding;
};

/// In the language that is installed in the application.
[[nodiscard]] FigureTexts interfaceTexts();

/// In English or Chinese, whatever the interface speaks. Chinese needs the translation in the program's resources
/// (:/i18n/headlight_zh_CN.qm); without it the words are English.
[[nodiscard]] FigureTexts figureTexts(bool chinese);

}  // namespace headlight
