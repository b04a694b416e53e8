// SPDX-License-Identifier: Apache-2.0
#pragma once
// SPIKELOOM_VECTOR_CLONES compiles a function once per generation of x86 vector instructions; the loader picks one.
// All clones compute the same integers. Sanitizers and other compilers take the plain function.

#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__) && !defined(__SANITIZE_ADDRESS__) && \
    !defined(__SANITIZE_THREAD__)
#define SPIKELOOM_VECTOR_CLONES __attribute__((target_clones("arch=x86-64-v4", "arch=x86-64-v3", "default")))
#else
#define SPIKELOOM_VECTOR_CLONES
#endif
