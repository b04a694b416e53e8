/* SPDX-License-Identifier: Apache-2.0 */
#pragma once
/* The interface of a verilated module in a shared object, in plain C. The object exports one function,
 * spikeloom_model(), and nothing else. rtl/verilated/rtl_model.hpp loads it; scripts/cmake/verilate.cmake writes it. */

#include <stdint.h>

/* Changes whenever anything below does. */
#define SPIKELOOM_MODEL_INTERFACE 1
#define SPIKELOOM_MODEL_ENTRY "spikeloom_model"

#ifdef __cplusplus
extern "C" {
#endif

struct SpikeloomModelParameter {
  const char* name;
  int64_t value;
};

/* The bits of a port stand in memory, bit 0 first, in 1, 2, 4 or 8 bytes; those of more than 64 bits in words of
 * 4 bytes. Bits of an input above its width are 0. */
struct SpikeloomModelPort {
  const char* name;
  int32_t bits;
  int32_t is_input;
};

struct SpikeloomModel {
  int32_t interface_version; /* the first member in every version */
  const char* module;        /* name of the top module */
  const char* set;           /* name of the set of parameters */
  int32_t parameter_count;
  const struct SpikeloomModelParameter* parameters;
  int32_t port_count;
  const struct SpikeloomModelPort* ports;

  /* An instance, with registers and inputs at random values that are the same each time. traced: open_waveform() may
   * be called. */
  void* (*create)(int32_t traced);
  void (*destroy)(void* instance);
  /* Where the bits of a port stand until destroy(). */
  void* (*port)(void* instance, int32_t index);
  /* Outputs and registers follow the inputs. */
  void (*eval)(void* instance);
  /* All signals go to this VCD file with each dump(); 0: it cannot be opened. */
  int32_t (*open_waveform)(void* instance, const char* path);
  void (*dump)(void* instance, uint64_t time);
};

const struct SpikeloomModel* spikeloom_model(void);

#ifdef __cplusplus
}
#endif
