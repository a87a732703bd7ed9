/** The time by which objects are made and expire: the machine's, or ahead of it when a test has moved it. */
export function openClock() {
  let aheadS = 0;
  return {
    /** Seconds of the Unix epoch. */
    now: () => Math.floor(Date.now() / 1000) + aheadS,
    setAhead(seconds) {
      aheadS = seconds;
    },
  };
}
