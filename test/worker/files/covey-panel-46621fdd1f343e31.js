// Stands in for the built panel.
window.coveyPanel = {};
