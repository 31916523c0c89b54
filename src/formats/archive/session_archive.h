#pragma once
// How the parts of a session go through our own archive: Boost.Serialization's serialize() with class versions. Inside
// formats/. To add a field: raise the class's BOOST_CLASS_VERSION below, write the field behind the others, and read it
// only `if (version >= n)`; files without it keep the member's default.

#include "formats/archive/archive.h"
#include "formats/archive/config_archive.h"
#include "formats/archive/session_file.h"

namespace headlight {

template <class Archive>
void serialize(Archive& archive, SessionModel& model, unsigned /*version*/) {
  archive& model.name& model.path& model.relativePath& model.digest& model.language;
  archive& model.config& model.parameterCount;
}

template <class Archive>
void serialize(Archive& archive, Token& token, unsigned /*version*/) {
  archive& token.id& token.text& token.piece& token.source& token.begin& token.end;
}

template <class Archive>
void serialize(Archive& archive, Prompt& prompt, unsigned /*version*/) {
  archive& prompt.text& prompt.dropped& prompt.tokens;
}

template <class Archive>
void serialize(Archive& archive, SamplerSettings& settings, unsigned /*version*/) {
  archive& settings.greedy& settings.temperature& settings.topK& settings.topP& settings.seed;
}

template <class Archive>
void serialize(Archive& archive, RunTreeStep& step, unsigned /*version*/) {
  archive& step.parent& step.token& step.next;
}

template <class Archive>
void serialize(Archive& archive, RunTree& tree, unsigned /*version*/) {
  archive& tree.steps& tree.present;
}

template <class Archive>
void serialize(Archive& archive, SessionRun& run, unsigned /*version*/) {
  archive& run.prompt& run.settings& run.ablations& run.tree;
}

template <class Archive>
void serialize(Archive& archive, SessionSelection& selection, unsigned /*version*/) {
  archive& selection.position& selection.keyPosition& selection.sourcePosition;
  archive& selection.side& selection.layer& selection.head& selection.vocabularyId;
}

/// All but the recording, which needs what stands before it.
template <class Archive>
void serialize(Archive& archive, SessionData& session, unsigned /*version*/) {
  archive& session.model& session.promptText& session.run& session.selection;
  archive& session.layout& session.viewState& session.recoveredFrom;
}

}  // namespace headlight

BOOST_CLASS_VERSION(headlight::SessionModel, 0)
BOOST_CLASS_VERSION(headlight::Token, 0)
BOOST_CLASS_VERSION(headlight::Prompt, 0)
BOOST_CLASS_VERSION(headlight::SamplerSettings, 0)
BOOST_CLASS_VERSION(headlight::RunTreeStep, 0)
BOOST_CLASS_VERSION(headlight::RunTree, 0)
BOOST_CLASS_VERSION(headlight::SessionRun, 0)
BOOST_CLASS_VERSION(headlight::SessionSelection, 0)
BOOST_CLASS_VERSION(headlight::SessionData, 0)
