// The forum bars.
export const createForum = () => ({ show: () => {}, svg: () => null });
