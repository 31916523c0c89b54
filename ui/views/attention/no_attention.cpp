#include "views/attention/no_attention.h"

#include <QCoreApplication>

namespace headlight {

QString noAttentionText(const ModelConfig& config) {
  const char* const text =
      config.hasCellState()
          ? QT_TRANSLATE_NOOP("NoAttention",
                              "An LSTM has no attention. All that it keeps of the text is one hidden state and one "
                              "cell state for each layer, %1 numbers each. Every token changes them.")
          : QT_TRANSLATE_NOOP("NoAttention",
                              "This recurrent network has no attention. All that it keeps of the text is one hidden "
                              "state of %1 numbers for each layer. Every token changes it.");
  return QCoreApplication::translate("NoAttention", text).arg(config.dHidden);
}

}  // namespace headlight
