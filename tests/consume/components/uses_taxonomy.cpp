// SPDX-License-Identifier: BSL-1.0
#include "upheld/taxonomy/taxonomy.hpp"

int main() { return upheld::taxonomy_from_toml("", "nothing.toml").is_whole() ? 1 : 0; }
