/* Included before everything else in every C file: calls that invite overflows do not compile. */
#ifndef DEPECHE_BASE_BANNED_H
#define DEPECHE_BASE_BANNED_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#pragma GCC poison strcpy strcat strncpy strncat sprintf vsprintf strtok atoi atol atoll atof gets

#endif
