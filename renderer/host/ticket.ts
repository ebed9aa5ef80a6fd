/**
 * Trades the one-time ticket in the address for a session, which the browser keeps in a cookie, and wipes the ticket
 * from the address. A used or missing ticket is no error: after a reload the cookie is there already.
 */
export async function tradeTicket(): Promise<void> {
  const ticket = new URLSearchParams(location.hash.slice(1)).get('ticket');
  if (ticket === null) return;
  await fetch('/session', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ ticket }) });
  history.replaceState(history.state, '', location.pathname + location.search);
}
