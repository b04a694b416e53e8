// SPDX-License-Identifier: Apache-2.0
// One neuron, one step (models/neuron.hpp, models/fixed_point.hpp): rounds the accumulator to X, charges the membrane
// and fires. Combinational.
module lif_unit #(
  parameter int unsigned Width = 32  ///< of accumulator, X and membrane
) (
  input  logic [Width-1:0] accumulator_i,
  input  logic [4:0]       output_shift_i,   ///< X = (accumulator + half) >> output_shift
  input  logic [2:0]       fraction_bits_i,  ///< the membrane has so many more: time steps - 1
  input  logic [Width-1:0] threshold_i,
  input  logic [Width-1:0] membrane_i,       ///< of the last step, after its reset; 0 at the first
  output logic [Width-1:0] x_o,
  output logic             spike_o,
  output logic [Width-1:0] membrane_o
);
  logic [Width-1:0] half, charged;

  assign half = (Width'(1) << output_shift_i) >> 1;
  assign x_o = Width'($signed(accumulator_i + half) >>> output_shift_i);
  assign charged = Width'($signed(membrane_i) >>> 1) + (x_o << fraction_bits_i);
  assign spike_o = $signed(charged) >= $signed(threshold_i);
  assign membrane_o = spike_o ? '0 : charged;
endmodule
