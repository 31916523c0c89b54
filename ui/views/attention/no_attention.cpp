#include "views/attention/no_attention.h"

#include <QCoreApplication>

namespace headlight {

QString noAttentionText(const ModelConfig& config) {
  const char* const text =
      config.hasCellState()
          ? QT_TRANSLATE_NOOP("NoAttention",
                              "An LSTM has no attention. All that it keeps of the text is one hidden state and one "
                              "cell state a layer, %1 numbers each, that every token changes.")
          : QT_TRANSLATE_NOOP("NoAttention",
                              "This recurrent network has no attention. All that it keeps of the text is one hidden "
                              "state a layer, %1 numbers, that every token changes.");
  return QCoreApplication::translate("NoAttention", text).arg(config.dHidden);
}

}  // namespace headlight
