/* SPDX-License-Identifier: Apache-2.0 */
/* A model of spike_router without a module inside, for tests of what loads models. ODD_... changes one thing. */

#include <stddef.h>

#include "rtl/verilated/model_interface.h"

static const struct SpikeloomModelParameter kParameters[] = {
    {"FlitBits", 64},
    {"Vcs", 2},
    {"BufferFlits", 4},
    {"LinkInterval", 1},
    {"GroupEntries", 512},
    {"RoutingDelay", 0},
    {"VcAllocDelay", 0},
    {"SwitchAllocDelay", 1},
    {"SwitchDelay", 0},
    {"CreditDelay", 0},
    {"LinkLatency", 1},
    {"RoutingYX", 0},
    {"SeparableVcAlloc", 0},
#ifndef ODD_MISSING_PARAMETER
    {"SeparableSwitchAlloc", 0},
#endif
#ifdef ODD_UNKNOWN_PARAMETER
    {"Bypass", 1},
#endif
#ifdef ODD_USER_BITS
    {"UserBits", 16},
#else
    {"UserBits", 32},
#endif
};

static const struct SpikeloomModelPort kPorts[] = {{"clk_i", 1, 1}};

static unsigned char clock_bit;

static void* create(int32_t traced) {
  (void)traced;
  return &clock_bit;
}
static void destroy(void* instance) { (void)instance; }
static void* port(void* instance, int32_t index) { return index == 0 ? instance : NULL; }
static void eval(void* instance) { (void)instance; }
static int32_t open_waveform(void* instance, const char* path) {
  (void)instance;
  (void)path;
  return 0;
}
static void dump(void* instance, uint64_t time) {
  (void)instance;
  (void)time;
}

static const struct SpikeloomModel kModel = {
#ifdef ODD_VERSION
    SPIKELOOM_MODEL_INTERFACE + 1,
#else
    SPIKELOOM_MODEL_INTERFACE,
#endif
    "spike_router",
    "odd",
    sizeof kParameters / sizeof *kParameters,
    kParameters,
    1,
    kPorts,
    create,
    destroy,
    port,
    eval,
    open_waveform,
    dump};

#ifdef ODD_NO_ENTRY
const struct SpikeloomModel* another_function(void) { return &kModel; }
#else
const struct SpikeloomModel* spikeloom_model(void) { return &kModel; }
#endif
