// Sending to the server as this person: the token against forged requests, and what an answer means for what was sent.

export function token() {
  return document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1] || "";
}

/** POST fields or an object as JSON. Resolves to {state, status, answer}; state is one of: done, refused, login, failed
 *  (the server could not), offline. Never throws. */
export async function post(address, body, method = "POST") {
  const isForm = body instanceof FormData;
  const headers = { "X-CSRFToken": token(), "X-Requested-With": "fetch" };
  if (!isForm) headers["Content-Type"] = "application/json";
  try {
    const answer = await fetch(address, {
      method,
      headers: isForm ? { ...headers, "HX-Request": "true", "HX-Target": "choice" } : headers,
      body: isForm ? body : JSON.stringify(body),
      credentials: "same-origin",
    });
    return { state: stateOf(answer), status: answer.status, answer };
  } catch (error) {
    if (error instanceof TypeError) return { state: "offline", status: 0, answer: null };
    throw error;
  }
}

function stateOf(answer) {
  if (answer.status === 401 || (answer.redirected && new URL(answer.url).pathname.endsWith("/login/"))) return "login";
  if (answer.ok) return "done";
  return answer.status >= 500 ? "failed" : "refused";
}
