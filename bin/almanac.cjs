#!/usr/bin/env node
// CommonJS: an ECMAScript module as the entry costs a quarter of a bare Node more.
"use strict";
require("../dist/cli.cjs");
