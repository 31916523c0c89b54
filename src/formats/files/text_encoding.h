#pragma once
// Texts from elsewhere as UTF-8: a byte-order mark is taken off, UTF-16 is converted, and what is no text is refused by
// name, so that no number is ever computed from bytes that were not meant.

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

#include "formats/files/byte_source.h"
#include "tensor/error.h"

namespace headlight {

/// UTF-16 is known by its byte-order mark, or by the zeros of a mostly Latin text without one. Throws Error
/// "text.utf32", "text.bad_utf16" (half a character), "text.not_utf8" with the place, "text.not_text" (a NUL or another
/// control character that no text has), and those of refuseOtherForms(). `what` names the text in messages. Any thread.
[[nodiscard]] std::string utf8Text(std::string bytes, const std::string& what);

/// utf8Text() of a whole file. Throws the Errors of readFileLimited() too.
[[nodiscard]] std::string readTextFile(const std::filesystem::path& path, std::uint64_t limitBytes);

/// A large file as UTF-8 bytes: the file behind its byte-order mark, or a converted copy of UTF-16 in memory. Its bytes
/// may still be no UTF-8. Throws Error "text.utf32", "text.bad_utf16", "file.too_large" for UTF-16 of more than
/// `mostConverted` bytes, "file.not_found", "file.cannot_read".
[[nodiscard]] std::unique_ptr<ByteSource> openTextSource(const std::filesystem::path& path,
                                                         std::uint64_t mostConverted = std::uint64_t{1} << 30U);
/// The same of another source.
[[nodiscard]] std::unique_ptr<ByteSource> textSource(std::unique_ptr<ByteSource> source,
                                                     std::uint64_t mostConverted = std::uint64_t{1} << 30U);

}  // namespace headlight
