/** `share` 0 to 1, or null when nobody knows how much there is. */
export function Progress({ name, share }: { readonly name: string; readonly share: number | null }) {
  if (share === null) return <div className="progress unknown" role="progressbar" aria-label={name}><span /></div>;
  const percent = Math.round(Math.min(1, Math.max(0, share)) * 100);
  return (
    <div className="progress" role="progressbar" aria-label={name} aria-valuemin={0} aria-valuemax={100} aria-valuenow={percent}>
      <span style={{ inlineSize: `${percent}%` }} />
    </div>
  );
}
