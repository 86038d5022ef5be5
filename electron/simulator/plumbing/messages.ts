/** A JSON object from a client, of unknown content. */
export type Message = Readonly<Record<string, unknown>>;

/** The object in a text; an empty one for anything else, which no venue's dispatcher knows. */
export function parseMessage(text: string): Message {
  try {
    return asMessage(JSON.parse(text));
  } catch {
    return {};
  }
}

export function asMessage(value: unknown): Message {
  return typeof value === 'object' && value !== null ? (value as Message) : {};
}

export function asList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? (value as unknown[]) : [];
}
