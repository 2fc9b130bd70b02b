#!/bin/sh
words="hsab | sl/elpmaxe.h//:sptth lruc" # gatehouse: flagged
export words
