/** What a request tells of the device it came from, for the list of sessions. */
export function deviceOf(request: Request, context: { address: string }) {
  return { userAgent: request.headers.get('user-agent') ?? '', address: context.address };
}
