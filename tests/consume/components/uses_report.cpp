// SPDX-License-Identifier: BSL-1.0
#include "upheld/report/render.hpp"

int main() { return upheld::to_json(upheld::report{}).empty() ? 1 : 0; }
