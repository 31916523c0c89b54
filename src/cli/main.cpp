#include <iostream>
#include <string>
#include <vector>

#include "cli/command_line.h"
#include "cli/process_start.h"

int main(int argc, char** argv) {
  headlight::prepareProcess();
  const std::vector<std::string> arguments(argv + 1, argv + argc);
  return headlight::runCommandLine(arguments, nullptr, std::cin, std::cout, std::cerr);
}
