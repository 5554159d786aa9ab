/** Marking releases and checkpoints, and the comparison of what is marked. */
import { clamp, layoutOf } from "./layout.ts";
import { withFront } from "./move-page.ts";
import { type Comparison, isMarked, type Ref, type State, sameRef } from "./state.ts";
import type { World } from "./world.ts";

/** More columns than this say nothing. */
export const mostMarks = 12;

export const canBeMarked = (ref: Ref | undefined): ref is Ref => ref?.kind === "release" || ref?.kind === "checkpoint";

export const toggleMark = (state: State, ref: Ref | undefined): State => {
  if (!canBeMarked(ref)) return { ...state, message: { en: "releases and checkpoints can be marked", zh: "只有发布和检查点可以标记" } };
  if (isMarked(state, ref)) return { ...state, marks: state.marks.filter((mark) => !sameRef(mark, ref)) };
  if (state.marks.length >= mostMarks)
    return {
      ...state,
      message: { en: `${mostMarks} are marked already: M clears the marks`, zh: `已标记 ${mostMarks} 个：按 M 清除标记` },
    };
  return { ...state, marks: [...state.marks, ref] };
};

export const clearMarks = (state: State): State =>
  state.marks.length > 0
    ? { ...state, marks: [] }
    : { ...state, message: { en: "nothing is marked: m marks", zh: "还没有标记：按 m 标记" } };

export const fewMarks = (state: State): State => ({
  ...state,
  message:
    state.marks.length === 1
      ? { en: "one is marked: mark another with m", zh: "已标记一个：再用 m 标记一个" }
      : { en: "mark two entries or more with m, then x compares them", zh: "先用 m 标记两个以上条目，再按 x 比较" },
});

export const comparedLines = (route: Comparison, state: State, world: World): readonly string[] =>
  world.comparison(route.refs, route, state.lang, layoutOf(state).columns - 2);

export const settleComparison = (state: State, route: Comparison, world: World): State => {
  const total = comparedLines(route, state, world).length;
  const scroll = clamp(route.scroll, 0, Math.max(0, total - layoutOf(state).body));
  return scroll === route.scroll ? state : withFront(state, { ...route, scroll });
};
