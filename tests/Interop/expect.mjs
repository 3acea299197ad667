import { isDeepStrictEqual, inspect } from 'node:util';

/** Fails with what was expected and what was seen. */
export function expect(what, seen, expected) {
  if (!isDeepStrictEqual(seen, expected))
    throw new Error(`${what}: expected ${show(expected)}, saw ${show(seen)}`);
}

/** The same for a text, by a regular expression. */
export function expectMatch(what, seen, expected) {
  if (!expected.test(seen))
    throw new Error(`${what}: expected text like ${expected}, saw ${show(seen)}`);
}

/** What a call that should fail failed with. */
export async function failureOf(what, call) {
  let answer;
  try {
    answer = await call;
  } catch (error) {
    return error;
  }
  throw new Error(`${what}: expected an error, saw ${show(answer)}`);
}

const show = value => inspect(value, { depth: 8, breakLength: 140 });
