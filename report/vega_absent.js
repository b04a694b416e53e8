// SPDX-License-Identifier: Apache-2.0
// In place of d3-delaunay and d3-geo-projection, which Debian does not package: for Voronoi cells and maps, which no
// picture here has.
export class Delaunay {}
export const geoMollweide = () => null;
