#pragma once
// The one exception family of the engine, and the worded message it carries.

#include <exception>
#include <string>
#include <string_view>
#include <vector>

#include "tensor/message_template.h"

namespace headlight {

struct MessageValue {
  std::string name;
  std::string value;
};

/// A sentence by code with the values that fill it; a plain value, cheap to copy into snapshots and across threads.
struct Message {
  std::string code;
  std::vector<MessageValue> values;

  [[nodiscard]] ErrorKind kind() const;
  /// The value of this name; nullptr if there is none.
  [[nodiscard]] const std::string* value(std::string_view name) const;
  /// The English sentence with every {name} filled in.
  [[nodiscard]] std::string english() const;
};

/// Fills {name} in any wording (English here, Chinese in ui/session). Names without a value stay as they are. Values
/// may come from any file: control characters and bytes that are no UTF-8 become U+FFFD, line ends and tabs a space,
/// and what is longer than 200 characters is cut in its middle (paths and lists of ours: than 4,096). A value named
/// "file" that the wording has no place for stands behind the sentence, in brackets.
[[nodiscard]] std::string fillMessage(std::string_view wording, const std::vector<MessageValue>& values);

/// nullptr if no such code stands in messages.h.
[[nodiscard]] const MessageTemplate* findMessage(std::string_view code);

/// What every function of the engine throws. Caught once at the edge of a job (cli::runCommandLine, a session job).
class Error : public std::exception {
 public:
  explicit Error(std::string_view code, std::vector<MessageValue> values = {});

  [[nodiscard]] const Message& message() const { return m_message; }
  [[nodiscard]] const std::string& code() const { return m_message.code; }
  [[nodiscard]] ErrorKind kind() const { return m_message.kind(); }
  [[nodiscard]] const char* what() const noexcept override { return m_english.c_str(); }

 private:
  Message m_message;
  std::string m_english;
};

}  // namespace headlight
