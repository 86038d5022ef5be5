// @ts-check

/**
 * Calls that a text speaks of and that are not among those which can be sent.
 * @param {string} text with calls such as `GET /path/{id}?and=more`; `…` stands for the beginning of a path
 * @param {readonly string[]} requests
 * @returns {string[]} `GET /path`
 */
export function unknownCalls(text, requests) {
  const calls = [...text.matchAll(/`(GET|POST|PUT) ([^`\s]+)/g)];
  return calls.flatMap(([, method = '', written = '']) => {
    // In front of a path there may be a host.
    const ending = segments(written.replace(/\?.*$/, '').replace(/^[^/]*\//, ''));
    const isKnown = requests.some((request) => {
      const [known = '', path = ''] = request.split(' ');
      return known === method && endsWith(segments(path), ending);
    });
    return isKnown ? [] : [`${method} ${written}`];
  });
}

/** @param {string} path */
const segments = (path) => path.split('/').filter((segment) => segment !== '');

/** @param {readonly string[]} path @param {readonly string[]} ending */
function endsWith(path, ending) {
  const end = path.slice(path.length - ending.length);
  return (
    path.length >= ending.length &&
    ending.every((segment, place) => {
      const there = end[place] ?? '';
      return segment === there || segment.startsWith('{') || there.startsWith('{');
    })
  );
}
