// SPDX-License-Identifier: BSL-1.0
#pragma once

/// Defines UPHELD_SANITIZED in a build with the address or thread sanitizer, whose memory and time
/// are not the program's. g++ and clang say so in different words.

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define UPHELD_SANITIZED
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define UPHELD_SANITIZED
#endif
#endif
