#pragma once

namespace headlight {

/// First of all in main(): what would end the process by a signal becomes an error with its sentence (a file larger
/// than the limit of the system, a reader of the output that has gone). Standard streams that the caller closed are
/// taken, so that no file that is written gets their numbers: what is written to them fails. One thread.
void prepareProcess();

}  // namespace headlight
