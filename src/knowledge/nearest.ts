/** "Did you mean": the candidates nearest to what was typed. */

/** Optimal string alignment distance (insert, delete, replace, swap neighbours), over code points. */
export const editDistance = (left: string, right: string): number => {
  const a = [...left];
  const b = [...right];
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      let best = Math.min(last[j]! + 1, row[j - 1]! + 1, last[j - 1]! + (same ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) best = Math.min(best, beforeLast[j - 2]! + 1);
      row.push(best);
    }
    beforeLast = last;
    last = row;
  }
  return last[b.length]!;
};

/** Whether `editDistance` is 1, in one pass. */
export const isOneSlip = (left: string, right: string): boolean => {
  if (Math.abs(left.length - right.length) > 1 || left === right) return false;
  let i = 0;
  while (left[i] === right[i]) i++;
  if (left.length > right.length) return left.slice(i + 1) === right.slice(i);
  if (left.length < right.length) return left.slice(i) === right.slice(i + 1);
  return (
    left.slice(i + 1) === right.slice(i + 1) ||
    (left[i] === right[i + 1] && left[i + 1] === right[i] && left.slice(i + 2) === right.slice(i + 2))
  );
};

/** At most `limit` candidates, nearest first; nothing that shares too little with what was typed. */
export const nearest = (typed: string, candidates: Iterable<string>, limit = 3): string[] => {
  const wanted = typed.toLowerCase();
  const length = [...wanted].length;
  const scored: { readonly candidate: string; readonly distance: number }[] = [];
  for (const candidate of candidates) {
    const lower = candidate.toLowerCase();
    // What is not typed to its end yet is nearer than its missing letters.
    const begun = wanted.length >= 2 && lower.startsWith(wanted);
    const most = Math.max(1, Math.ceil(Math.max(wanted.length, lower.length) * 0.4));
    // Each letter more or fewer is a step of its own.
    if (!begun && Math.abs([...lower].length - length) > most) continue;
    const distance = begun ? (lower.length - wanted.length) * 0.1 : editDistance(wanted, lower);
    if (distance <= most) scored.push({ candidate, distance });
  }
  scored.sort((a, b) => a.distance - b.distance || (a.candidate < b.candidate ? -1 : 1));
  return [...new Set(scored.map((entry) => entry.candidate))].slice(0, limit);
};
