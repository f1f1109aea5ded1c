// Stands in for the built script.
window.covey = window.covey || {};
