#include "views/influence/influence_question.h"

#include <algorithm>
#include <utility>

namespace headlight {
namespace {

InfluenceQuestion::Text textOf(const std::string& name, const std::shared_ptr<const Snapshot>& run) {
  InfluenceQuestion::Text text;
  text.name = name;
  if (!run->interventions.empty()) {
    text.problem = Message{"influence.ablated", {}};
    return text;
  }
  text.model = run->model;
  text.tokens = run->tokens;
  text.next = run->nextChoice;
  return text;
}

}  // namespace

InfluenceQuestion influenceQuestion(const Session& session, FigureSource source) {
  InfluenceQuestion question;
  question.source = std::move(source);
  question.source.interventions.clear();
  const auto comparison = session.comparison();
  if (!comparison || comparison->columns.empty()) {
    const auto run = session.snapshot();
    question.texts.push_back(textOf(run->model->name, run));
    return question;
  }
  question.source.model.clear();
  for (const ComparedColumn& column : comparison->columns) {
    InfluenceQuestion::Text text;
    text.name = column.name;
    text.problem = column.error;
    if (column.run) text = textOf(column.run->model->name, column.run);
    question.source.model += (question.source.model.empty() ? "" : ", ") + text.name;
    question.texts.push_back(std::move(text));
  }
  return question;
}

bool asksTheSame(const InfluenceQuestion& a, const InfluenceQuestion& b) {
  return std::equal(a.texts.begin(), a.texts.end(), b.texts.begin(), b.texts.end(), [](const auto& x, const auto& y) {
    const auto sameToken = [](const Token& s, const Token& t) { return s.id == t.id; };
    return x.name == y.name && x.model == y.model && x.next == y.next &&
           x.problem.has_value() == y.problem.has_value() &&
           std::equal(x.tokens.begin(), x.tokens.end(), y.tokens.begin(), y.tokens.end(), sameToken);
  });
}

}  // namespace headlight
