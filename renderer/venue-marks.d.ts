/** Made by the build from the definitions of the venues: see `tools/build/venue-marks.ts`. */
declare module 'virtual:venue-marks' {
  /** By id of the venue. */
  export const venueMarks: Readonly<
    Record<string, { readonly name: string; readonly hue?: number }>
  >;
}
