# depeche_completions(PROGRAM): the completion of PROGRAM for bash, zsh and fish, which it writes itself from its option
# table, installed where each shell looks for it.
function(depeche_completions program)
    set(folder ${PROJECT_BINARY_DIR}/completions)
    file(MAKE_DIRECTORY ${folder})
    set(bash ${folder}/${program}.bash)
    set(zsh ${folder}/_${program})
    set(fish ${folder}/${program}.fish)
    foreach(shell bash zsh fish)
        add_custom_command(OUTPUT ${${shell}}
            COMMAND ${program} --completion ${shell} > ${${shell}}
            DEPENDS ${program})
    endforeach()
    add_custom_target(${program}-completions ALL DEPENDS ${bash} ${zsh} ${fish})
    install(FILES ${bash} DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions RENAME ${program})
    install(FILES ${zsh} DESTINATION ${CMAKE_INSTALL_DATADIR}/zsh/site-functions)
    install(FILES ${fish} DESTINATION ${CMAKE_INSTALL_DATADIR}/fish/vendor_completions.d)
endfunction()
