// SPDX-License-Identifier: Apache-2.0
#pragma once
// How a chip's counts are priced: the choices that a price list leaves open. A section of chip_spec; read by
// energy/. Nothing here changes what is simulated, so results can be priced again with other choices (spikeloom
// energy).

#include <cstdint>
#include <string>

namespace spikeloom {

/// Transistors of SRAM cells and periphery. List: what the price list calls its default.
enum class SramDevices : std::uint8_t { List, Lstp, Hp, LstpHp };

/// Whose operations the literature's convention counts (models/operation_count.hpp).
enum class CountedOperators : std::uint8_t { AsSimulated, AsReleased, RepConvFused, AllFused };

/// How often the convention counts the layer that reads the image.
enum class CountedImageLayer : std::uint8_t { Once, EveryStep };

struct PricingSpec {
  int node_nm = 0;
  SramDevices sram_devices = SramDevices::List;
  double k_sram = 0;
  double k_noc = 0;
  double voltage_v = 0;
  double temperature_k = 300;
  CountedOperators operators = CountedOperators::AsSimulated;
  CountedImageLayer image_layer = CountedImageLayer::Once;
  std::string ert;  ///< path resolved; empty: none
  template <class Fields>
  void fields(Fields& f) {
    f("node_nm", node_nm, 0, 1000, "nm",
      "price list of the repository for this node; 0: 'prices', or 45 nm without it");
    f.choice(
        "sram_devices", sram_devices,
        {{"list", SramDevices::List},
         {"lstp", SramDevices::Lstp},
         {"hp", SramDevices::Hp},
         {"lstp_hp", SramDevices::LstpHp}},
        "SRAM transistors: low standby power, high performance, or LSTP cells with HP periphery; list: its default");
    f("k_sram", k_sram, 0.0, 100.0, "", "factor on dynamic SRAM energy; 0: the price list's");
    f("k_noc", k_noc, 0.0, 100.0, "", "factor on dynamic energy of routers, links and queues; 0: the price list's");
    f("voltage_v", voltage_v, 0.0, 2.0, "V", "supply; 0: what each price was made for");
    f("temperature_k", temperature_k, 250.0, 400.0, "K", "of the chip: leakage follows it");
    f.choice("operators", operators,
             {{"as_simulated", CountedOperators::AsSimulated},
              {"as_released", CountedOperators::AsReleased},
              {"repconv_fused", CountedOperators::RepConvFused},
              {"all_fused", CountedOperators::AllFused}},
             "operators that the literature's convention counts");
    f.choice("image_layer", image_layer,
             {{"once", CountedImageLayer::Once}, {"every_step", CountedImageLayer::EveryStep}},
             "how often that convention counts the layer that reads the image");
    f.file("ert", ert, "energy reference table of Accelergy (YAML): its energies replace those of the price list");
  }
};

}  // namespace spikeloom
