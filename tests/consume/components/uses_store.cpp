// SPDX-License-Identifier: BSL-1.0
#include "upheld/rollup/measure.hpp"
#include "upheld/store/folder.hpp"

int main() { return upheld::read_folder("no such folder").cases ? 1 : 0; }
