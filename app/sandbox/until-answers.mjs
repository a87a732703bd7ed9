const POLL_MS = 100;

/** Polls until the address answers 200 or the time is over; returns undefined, or what it answered last. */
export async function untilAnswers(url, deadline) {
  let last = '';
  while (Date.now() < deadline) {
    try {
      const response = await fetch(url, { signal: AbortSignal.timeout(2000) });
      const body = await response.text();
      if (response.status === 200) return undefined;
      last = `${response.status} ${body.slice(0, 200)}`;
    } catch (error) {
      last = error.cause?.code ?? error.name;
    }
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
  return last;
}
