#include "cli/eval_translation.h"

#include "analysis/text/chrf.h"
#include "cli/run_json.h"

namespace headlight {

TranslationScore scoreTranslations(const OpenedModel& opened, const std::vector<TextPair>& pairs, int beams,
                                   ThreadPool* pool, const std::function<void(double)>& progress) {
  const ModelConfig& config = opened.model->config();
  const Tokenizer& tokenizer = *opened.tokenizer;
  BeamSettings settings;
  settings.beams = beams;
  TranslationQuality quality;
  TranslationScore score;
  for (const TextPair& pair : pairs) {
    const Prompt source = preparePrompt(pair.source, tokenizer, config.nCtx);
    const BeamResult found = beamSearch(*opened.model, tokenizer, source.tokens, settings, pool);
    quality.add(plainText(found.texts.front().tokens, config, tokenizer), pair.target);
    ++score.sentences;
    progress(static_cast<double>(score.sentences) / static_cast<double>(pairs.size()));
  }
  score.chrf2 = quality.chrf2();
  score.bleu = quality.bleu();
  return score;
}

}  // namespace headlight
