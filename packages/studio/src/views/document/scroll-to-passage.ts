// Sections out of sight have an estimated height until they are drawn, so the passage may move while the sections
// around it appear: a few frames settle it.
const frames = 4;

/**
 * Scrolls a container so that its first mark stands in the upper third, or to its top where nothing is marked. Returns
 * what cancels the rest of it.
 */
export function scrollToPassage(container: HTMLElement): () => void {
  let left = frames;
  let frame = 0;
  const settle = () => {
    const mark = container.querySelector('mark');
    if (!mark) {
      container.scrollTop = 0;
      return;
    }
    const offset = mark.getBoundingClientRect().top - container.getBoundingClientRect().top;
    container.scrollTop += offset - container.clientHeight / 4;
    left -= 1;
    if (left > 0) frame = requestAnimationFrame(settle);
  };
  settle();
  return () => cancelAnimationFrame(frame);
}
