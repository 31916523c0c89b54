#include "analysis/text/content_words.h"

#include <array>
#include <string>
#include <string_view>
#include <unordered_set>

#include "text/unicode/case_folding.h"
#include "text/unicode/utf8.h"

namespace headlight {

namespace {

const std::unordered_set<std::string_view>& functionWords() {
  static const std::unordered_set<std::string_view> words{
      // English: determiners and pronouns
      "a", "an", "the", "this", "that", "these", "those", "some", "any", "no", "every", "each", "either", "neither",
      "both", "all", "another", "other", "such", "my", "your", "his", "her", "its", "our", "their", "mine", "yours",
      "hers", "ours", "theirs", "i", "me", "you", "he", "him", "she", "it", "we", "us", "they", "them", "myself",
      "yourself", "himself", "herself", "itself", "ourselves", "themselves", "who", "whom", "whose", "which", "what",
      "there", "here", "something", "anything", "nothing", "everything", "someone", "anyone", "everyone",
      // prepositions
      "of", "in", "on", "at", "by", "for", "with", "without", "about", "against", "between", "into", "onto", "through",
      "during", "before", "after", "above", "below", "to", "from", "up", "down", "out", "off", "over", "under", "near",
      "behind", "beside", "inside", "outside", "across", "along", "around", "toward", "towards", "until", "since",
      // conjunctions and particles
      "and", "or", "but", "nor", "so", "yet", "if", "because", "as", "than", "then", "when", "while", "where", "how",
      "why", "whether", "though", "although", "not", "too", "very", "just", "only", "also",
      // auxiliary verbs, and what is left of them where an apostrophe splits them
      "am", "is", "are", "was", "were", "be", "been", "being", "do", "does", "did", "have", "has", "had", "having",
      "will", "would", "shall", "should", "can", "could", "may", "might", "must", "s", "t", "re", "ve", "ll", "m", "d",
      // Chinese: particles, pronouns, prepositions, conjunctions, the copula, measure words that stand without meaning
      "的", "地", "得", "了", "着", "过", "吗", "呢", "吧", "啊", "我", "你", "您", "他", "她", "它", "我们", "你们",
      "他们", "她们", "它们", "这", "那", "这个", "那个", "这些", "那些", "哪", "谁", "什么", "自己", "在", "从", "到",
      "对", "把", "被", "给", "让", "向", "往", "于", "由", "以", "用", "为", "和", "与", "跟", "或", "或者", "但",
      "但是", "而", "而且", "因为", "所以", "如果", "虽然", "就", "才", "也", "都", "还", "很", "不", "没", "没有",
      "是", "有", "会", "能", "要", "可以", "个", "一", "一个", "上", "下", "里", "中"};
  return words;
}

/// What a token says, without white space around it.
std::string_view wordOf(const Token& token) {
  std::string_view text = token.source.empty() ? token.text : token.source;
  while (!text.empty() && isSpaceCharacter(codePointAt(text, 0).value)) text.remove_prefix(codePointAt(text, 0).size);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\n' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

/// Letters and digits alone; `han`: at least one of them is Han.
bool isWord(std::string_view text, bool& han) {
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint point = codePointAt(text, at);
    if (!isWordCharacter(point.value)) return false;
    han = han || isHanCharacter(point.value);
    at += point.size;
  }
  return !text.empty();
}

/// `next` is a further piece of the word that `token` is part of.
bool continuesWord(const Token& token, const Token& next) {
  if (token.begin >= token.end || next.begin >= next.end || token.end != next.begin || next.text.empty()) return false;
  bool han = false;
  return isWord(wordOf(token), han) && isWordCharacter(codePointAt(next.text, 0).value) && isWord(wordOf(next), han) &&
         !han;
}

}  // namespace

std::vector<bool> contentWords(std::span<const Token> tokens) {
  std::vector<bool> content(tokens.size(), false);
  for (std::size_t first = 0; first < tokens.size();) {
    std::string word(wordOf(tokens[first]));
    std::size_t end = first + 1;
    for (; end < tokens.size() && continuesWord(tokens[end - 1], tokens[end]); ++end) word += wordOf(tokens[end]);
    bool han = false;
    const bool isContent = isWord(word, han) && !functionWords().contains(foldCase(word));
    for (; first < end; ++first) content[first] = isContent;
  }
  return content;
}

}  // namespace headlight
