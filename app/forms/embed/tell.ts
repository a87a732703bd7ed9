/** Tells the form's own server that it is seen or begun: nothing of who, no cookie, no answer waited for. */
export function tell(event: 'view' | 'start', to: { action: string; token: string }): void {
  fetch(`${to.action}/events`, {
    method: 'POST',
    body: `${event} ${to.token}`,
    mode: 'no-cors',
    credentials: 'omit',
    keepalive: true,
  }).catch(() => undefined);
}
