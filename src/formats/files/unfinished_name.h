#pragma once
// Names of files and folders that a process makes beside the real one and renames when they are whole. The name says
// whose it is, so that what a killed process left can be told from what another one is just writing, on this machine
// or on another one that uses the same network share.

#include <filesystem>
#include <string>
#include <string_view>

namespace headlight {

/// What an unfinished file's name begins with: the real name and this.
inline constexpr std::string_view kUnfinishedMark = ".part-";

/// `name` and ".part-MACHINE-PROCESS-NUMBER", another one each time. Any thread.
[[nodiscard]] std::string unfinishedName(const std::string& name);

/// Whether `fileName` is an unfinished name of `name` whose process ran on this machine and does not run any more.
/// False for every name that does not say so (of another machine, of a program before version 0.2). Any thread.
[[nodiscard]] bool isAbandoned(const std::string& fileName, const std::string& name);

/// Removes what isAbandoned() beside `path`, folders with what is in them. What cannot be removed stays. Any thread.
void removeAbandonedBeside(const std::filesystem::path& path, const std::string& name);

}  // namespace headlight
