#include <iostream>
#include <string>
#include <vector>

#include "cli/command_line.h"

int main(int argc, char** argv) {
  const std::vector<std::string> arguments(argv + 1, argv + argc);
  return headlight::runCommandLine(arguments, nullptr, std::cin, std::cout, std::cerr);
}
