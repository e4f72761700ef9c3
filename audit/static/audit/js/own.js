// What is this person's own, asked for once a page: keys, and drafts of what was not sent.

/** An empty object for those who are not logged in, and without a network. */
export async function ownThings(address) {
  if (!address) return {};
  try {
    const answer = await fetch(address, { headers: { "X-Requested-With": "fetch" } });
    return answer.ok ? await answer.json() : {};
  } catch (error) {
    if (error instanceof TypeError) return {}; // no network
    throw error;
  }
}

/** The keys that this person had last, before the server has told them. */
export function rememberedKeys(user, usual) {
  return JSON.parse(localStorage.getItem(`keys:${user}`) || "null") || { shortcuts: true, keys: usual };
}

export function rememberKeys(user, { shortcuts, keys }) {
  localStorage.setItem(`keys:${user}`, JSON.stringify({ shortcuts, keys }));
}
