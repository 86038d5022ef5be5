/** Channel names on the wire; apart from the contract, which the preload must not carry. */
export const callChannel = (name: string): string => `portolan:call:${name}`;
export const eventChannel = (name: string): string => `portolan:event:${name}`;
