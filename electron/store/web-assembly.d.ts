export {};

declare global {
  /** What Node has of it, which its types leave to those of the browser. */
  namespace WebAssembly {
    interface Module {
      readonly [Symbol.toStringTag]: string;
    }
    function compile(code: Uint8Array): Promise<Module>;
  }
}
