// The grid of sectors and levels.
export const createGrid = () => null;
