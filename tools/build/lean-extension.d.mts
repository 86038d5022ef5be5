/** See `lean-extension.mjs`. */
export function writeLeanExtension(file: string): Promise<readonly string[]>;
